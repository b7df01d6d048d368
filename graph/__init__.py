"""From annotation records to a graph: identity, resolution, store, questions, views, exports."""
