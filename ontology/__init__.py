"""The vocabulary: classes, properties, relations, shapes, and the errors of the whole house."""
