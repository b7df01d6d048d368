"""What the pages show and the JSON API gives, as plain values: the same rows for both; evaluated within `reader`."""
