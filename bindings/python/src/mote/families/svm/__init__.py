"""Support vector machines: kernels of vectors, and what their sums vote for."""
