// One pass over an exported point model, last state first: the least that any checker of explicit states must do. The
// model has no cycles but states that stay where they are, and every branch leads to a later state or to one of those.

#include <algorithm>
#include <cstdint>

extern "C" void sweep(int64_t states, const int64_t *first_choice, const int64_t *first_branch, const int64_t *target,
                      const double *chance, double *value) {
    for (int64_t s = states - 1; s >= 0; s--) {
        if (first_choice[s + 1] - first_choice[s] == 1 && target[first_branch[first_choice[s]]] == s) continue;
        double best = 0.0;
        for (int64_t k = first_choice[s]; k < first_choice[s + 1]; k++) {
            double worth = 0.0;
            for (int64_t b = first_branch[k]; b < first_branch[k + 1]; b++) worth += chance[b] * value[target[b]];
            best = std::max(best, worth);
        }
        value[s] = best;
    }
}
