"""What people decided about entities and passages: kept in one small file, applied at every build, told in the graph."""
