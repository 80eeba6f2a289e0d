"""Linear models: weights, and what their sums decide."""
