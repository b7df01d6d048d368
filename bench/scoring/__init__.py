"""The figures of `bench/score.py`, one module for each kind of data that they are measured on."""
