"""Multi-layer perceptrons: dense layers in a chain, and what their sums decide."""
