"""The matrix: every address, every role, own and foreign, every method; two oracles."""
