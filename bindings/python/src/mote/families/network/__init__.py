"""Neural networks: from a file to layers whose arithmetic is that of the reference, bit for bit."""
