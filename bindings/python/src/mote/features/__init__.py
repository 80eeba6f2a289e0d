"""The C++ stages that make features, called from Python: what runs here is what the chip runs."""
