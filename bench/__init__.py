"""Measuring: what is extracted against what people annotated, speed and memory, coverage. No part of what is installed."""
