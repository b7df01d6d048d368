"""From a document to annotation records: readers, language pipeline, extractors."""
