"""Lists as files: asked for on a list's page, written in steps, handed to who asked and to nobody else."""
