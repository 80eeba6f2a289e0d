"""What stands before a model in a scikit-learn Pipeline, and what becomes of it on the chip."""
