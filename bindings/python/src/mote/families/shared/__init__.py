"""What several families need: every family may import it, and nothing else does."""
