"""Whether to go: charter, verdict, terms, choosing among missions, and keeping ourselves honest. Figures, no prose."""
