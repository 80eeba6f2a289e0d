"""Networks of Keras, from files and from objects: neither Keras nor TensorFlow is imported."""
