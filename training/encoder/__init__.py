"""Train the shared encoder that `extract.encoder` runs: `data`, `model`, `train`, `export`. Needs torch, for training only."""
