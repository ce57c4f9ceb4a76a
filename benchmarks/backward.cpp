// The C++ twin of waystation/solver/kernels/backward.py: the same algorithm over the same arrays, on one thread, as
// plainly as C++ lets it be quick. Arrays come in the kernel's order; its docstring says what each holds.
//
// Each step sees which actions are worth trying, moves the values of the outcomes that these can have back over their
// durations, one pass for each condition, and compares the actions of each node at all its local levels side by side.

#include <algorithm>
#include <cstdint>

namespace {

constexpr double SHUT = -1e300, TIE = 1e-12, NEAR = 1e-11, SURE = 1e-6;
constexpr int64_t NO_ACTION = 255, LEFT_OPEN = 254;
enum { S_LOW, S_MID, S_HIGH, B_LOW, B_MID, B_HIGH, L_LOW, L_MID, L_HIGH, COLUMNS };

struct Arrays {
    const int64_t *sizes;
    const int32_t *node_class;
    const int64_t *node_at, *class_first, *class_levels, *class_matrix;
    const double *matrices;
    const int32_t *pair_node, *pair_steps;
    const int64_t *pair_matrices, *pair_at, *pair_lift;
    const int32_t *lift;
    const uint8_t *ends;
    const int32_t *first_action, *pairs, *first_row;
    const int64_t *near_at;
    const int32_t *near_local;
    const int64_t *view_size, *hidden_at, *hidden_size;
    const uint8_t *hidden_counts;
    const double *risks;
    const uint8_t *shut;
    const int32_t *calendar;
    const uint8_t *open_steps;
    const double *survival, *end_value, *charges;
    uint8_t *policy;
    const int64_t *row_at;
    const uint8_t *bits;
    uint8_t *needed, *taken;
    double *low, *spans, *moved;
    int64_t *counters, *totals, *tried;
    double *ceiling;
    int64_t *stamp, *wanted;
    double *scratch, *worth, *best, *second;
    int64_t *chosen;
};
static_assert(sizeof(Arrays) == 49 * sizeof(void *), "one pointer for each array of the kernel");

// Between which values that of an action lies, at whatever level it is not shut.
inline void bounds(const Arrays &a, int64_t action, int64_t t, double &least, double &most) {
    const int64_t steps = a.sizes[0], nodes = a.sizes[1], ring = a.sizes[3];
    least = -SHUT;
    most = SHUT;
    for (int o = 0; o < 3; o++) {
        const int64_t pair = a.pairs[3 * action + o];
        if (pair < 0) continue;
        const int64_t then = t + a.pair_steps[pair];
        const double paid = o < 2 ? a.charges[2 * action + 1] : 0.0;
        const double *span = a.spans + 2 * ((then % ring) * nodes + a.pair_node[pair]);
        least = std::min(least, (then <= steps ? span[0] : 0.0) - paid);
        most = std::max(most, (then <= steps ? span[1] : 0.0) - paid);
    }
    const double *survival = a.survival + 3 * action;
    least = least * (least > 0.0 ? survival[0] : survival[1]) - a.charges[2 * action];
    most = most * (most > 0.0 ? survival[1] : survival[0]) - a.charges[2 * action];
}

// Note which open actions of a node are worth trying at a step, and the outcomes that they can have.
void try_at(const Arrays &a, int64_t n, int64_t t, bool bounded) {
    const int64_t steps = a.sizes[0], first = a.first_action[n], last = a.first_action[n + 1];
    double sure = SHUT;
    for (int64_t action = first; action < last; action++) {
        if (!a.open_steps[a.calendar[action] * steps + t]) continue;
        a.tried[action] = t;
        if (!bounded) continue;
        double least;
        bounds(a, action, t, least, a.ceiling[action]);
        if (a.survival[3 * action + 2] != 0.0) sure = std::max(sure, least);
    }
    for (int64_t action = first; action < last; action++) {
        if (a.tried[action] != t) continue;
        if (bounded && a.ceiling[action] < sure - SURE) {
            a.tried[action] = -1;
            continue;
        }
        for (int o = 0; o < 3; o++)
            if (a.pairs[3 * action + o] >= 0) a.stamp[a.pairs[3 * action + o]] = t;
    }
}

// Expected values before one condition moved: the fastest one of the source, the slowest of the result.
inline void move_one(const double *__restrict source, double *__restrict out, int64_t run, int64_t size,
                     const double *matrix) {
    if (size == 3) {
        const double a = matrix[0], b = matrix[1], c = matrix[2], d = matrix[3], e = matrix[4], f = matrix[5],
                     g = matrix[6], h = matrix[7], i = matrix[8];
        for (int64_t x = 0; x < run; x++) {
            const double p = source[3 * x], q = source[3 * x + 1], r = source[3 * x + 2];
            out[x] = a * p + b * q + c * r;
            out[run + x] = d * p + e * q + f * r;
            out[2 * run + x] = g * p + h * q + i * r;
        }
    } else if (size == 2) {
        const double a = matrix[0], b = matrix[1], c = matrix[2], d = matrix[3];
        for (int64_t x = 0; x < run; x++) {
            const double p = source[2 * x], q = source[2 * x + 1];
            out[x] = a * p + b * q;
            out[run + x] = c * p + d * q;
        }
    } else {
        for (int64_t y = 0; y < size; y++)
            for (int64_t x = 0; x < run; x++) {
                double value = 0.0;
                for (int64_t j = 0; j < size; j++) value += matrix[y * size + j] * source[x * size + j];
                out[y * run + x] = value;
            }
    }
}

void move_back(const Arrays &a, int64_t pair, int64_t t, int64_t steps, int64_t ring, int64_t states) {
    const int64_t then = t + a.pair_steps[pair], node = a.pair_node[pair];
    const int64_t size = a.pair_at[pair + 1] - a.pair_at[pair], joint = a.node_at[node + 1] - a.node_at[node];
    double *row = a.moved + a.pair_at[pair];
    if (then > steps) {
        std::fill(row, row + size, 0.0);
        return;
    }
    const double *values = a.low + (then % ring) * states + a.node_at[node];
    if (joint == 1) {
        std::fill(row, row + size, *values);
        return;
    }
    const int64_t begin = a.class_first[a.node_class[node]], last = a.class_first[a.node_class[node] + 1] - 1;
    const int64_t lifted = a.pair_lift[pair];
    const double *from = values;
    double *to = a.scratch;
    for (int64_t k = last; k >= begin; k--) {
        if (k == begin && lifted < 0) to = row;
        const int64_t levels = a.class_levels[k];
        move_one(from, to, joint / levels, levels, a.matrices + a.pair_matrices[pair] + a.class_matrix[k]);
        from = to;
        to = from == a.scratch ? a.scratch + joint : a.scratch;
    }
    if (lifted >= 0)
        for (int64_t c = 0; c < size; c++) row[c] = from[a.lift[lifted + c]];
}

inline double worst_of(const double *risk, double arrived, double late, double back) {
    double p = late < arrived ? risk[L_HIGH] : risk[L_LOW];
    const double value = (1.0 - p) * arrived + p * late;
    p = back < value ? risk[B_HIGH] : risk[B_LOW];
    return risk[S_LOW] * ((1.0 - p) * value + p * back);
}

// The robust value of an open action at each local level; SHUT where it is shut.
void work_out(const Arrays &a, int64_t action, int64_t size, int64_t t) {
    const int32_t *pair = a.pairs + 3 * action;
    const double *arrived = a.moved + a.pair_at[pair[0]];
    const double *late = pair[1] >= 0 ? a.moved + a.pair_at[pair[1]] : arrived;
    const double *back = pair[2] >= 0 ? a.moved + a.pair_at[pair[2]] : arrived;
    const double now = a.charges[2 * action], then = a.charges[2 * action + 1], turned = pair[2] >= 0 ? 0.0 : then;
    const int32_t *local = a.near_local + a.near_at[action];
    const int64_t hidden_total = a.sizes[4];
    double *__restrict worth = a.worth;
    bool first = true;
    for (int64_t u = 0; u < a.hidden_size[action]; u++) {
        if (a.hidden_size[action] > 1 && !a.hidden_counts[t * hidden_total + a.hidden_at[action] + u]) continue;
        const int64_t row = a.first_row[action] + u * a.view_size[action];
        const uint8_t *shut = a.shut + row;
        const double *risks = a.risks + row * COLUMNS;
        for (int64_t c = 0; c < size; c++) {
            double value =
                worst_of(risks + local[c] * COLUMNS, arrived[c] - then, late[c] - then, back[c] - turned) - now;
            value = shut[local[c]] ? SHUT : value;
            worth[c] = first ? value : std::min(worth[c], value);
        }
        first = false;
    }
}

void rank(const Arrays &a, int64_t choice, int64_t size) {
    const double *__restrict worth = a.worth;
    double *__restrict best = a.best, *__restrict second = a.second;
    int64_t *__restrict chosen = a.chosen;
    for (int64_t c = 0; c < size; c++) {
        const double value = worth[c], most = best[c];
        const bool better = value > most;
        second[c] = better ? most : std::max(value, second[c]);
        best[c] = better ? value : most;
        chosen[c] = better ? choice : chosen[c];
    }
}

inline void write(const Arrays &a, uint8_t *row, int64_t n, int64_t c, int64_t choice) {
    const int width = a.bits[n], most = (1 << width) - 1, shift = (c * width) & 7;
    uint8_t *at = row + ((c * width) >> 3);
    *at = uint8_t((*at & (255 ^ (most << shift))) | ((int(choice) & most) << shift));
}

void decide(const Arrays &a, int64_t n, int64_t t, int64_t nodes, int64_t size) {
    std::fill(a.best, a.best + size, SHUT);
    std::fill(a.second, a.second + size, SHUT);
    std::fill(a.chosen, a.chosen + size, NO_ACTION);
    const int64_t first = a.first_action[n], last = a.first_action[n + 1];
    for (int64_t action = first; action < last; action++)
        if (a.tried[action] == t) {
            work_out(a, action, size, t);
            rank(a, action - first, size);
        }
    uint8_t *row = a.policy + t * a.row_at[nodes] + a.row_at[n];
    const double close = std::max(NEAR, TIE * double(last - first + 2));
    bool tied = false;
    for (int64_t c = 0; c < size; c++) {
        if (a.second[c] > SHUT && a.second[c] >= a.best[c] - close) {
            a.chosen[c] = LEFT_OPEN;
            tied = true;
        } else if (a.best[c] == SHUT) {
            a.best[c] = 0.0;
        }
        write(a, row, n, c, a.chosen[c]);
    }
    if (!tied) return;
    a.needed[t * nodes + n] = 1;
    for (int64_t action = first; action < last; action++)
        if (a.tried[action] == t) {
            work_out(a, action, size, t);
            for (int64_t c = 0; c < size; c++)
                if (a.chosen[c] == LEFT_OPEN && a.worth[c] >= a.best[c] - close)
                    a.taken[t * a.first_action[nodes] + action] = 1;
        }
}

}  // namespace

extern "C" void backward(const Arrays *arrays) {
    const Arrays &a = *arrays;
    const int64_t steps = a.sizes[0], nodes = a.sizes[1], states = a.sizes[2], ring = a.sizes[3], until = a.sizes[5];
    const int64_t outcomes = a.sizes[6];
    const bool bounded = std::max<int64_t>(1, states / std::max<int64_t>(1, nodes)) >= a.sizes[8];
    for (int64_t t = steps; t >= until; t--) {
        if (t < steps) {
            for (int64_t n = 0; n < nodes; n++) try_at(a, n, t, bounded);
            for (int64_t pair = 0; pair < outcomes; pair++)
                if (a.stamp[pair] == t) move_back(a, pair, t, steps, ring, states);
        }
        for (int64_t n = 0; n < nodes; n++) {
            double *low = a.low + (t % ring) * states + a.node_at[n], *span = a.spans + 2 * ((t % ring) * nodes + n);
            const int64_t size = a.node_at[n + 1] - a.node_at[n];
            if (t == steps || a.first_action[n] == a.first_action[n + 1])
                std::fill(a.best, a.best + size, a.ends[n] ? a.end_value[t] : 0.0);
            else
                decide(a, n, t, nodes, size);
            double least = a.best[0], most = a.best[0];
            for (int64_t c = 0; c < size; c++) {
                low[c] = a.best[c];
                least = std::min(least, low[c]);
                most = std::max(most, low[c]);
            }
            span[0] = least;
            span[1] = most;
        }
    }
}
