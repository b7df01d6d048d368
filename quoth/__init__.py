"""Quoth: documents become a graph of attributed claims with the words that prove them."""
