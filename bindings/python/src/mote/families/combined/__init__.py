"""Models of models: those that vote."""
