"""The shared encoder: one small transformer whose heads give tags, trees, sentences, names and attributions; a spaCy component.

`pieces` cuts words into what the encoder reads, `decoding` turns its scores into trees and spans, `component` sets them on a Doc.
Trained by `training.encoder`, run by onnxruntime.
"""
