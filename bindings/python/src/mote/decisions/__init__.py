"""What stands behind a model: windows smoothed, and those rejected that it does not know."""
