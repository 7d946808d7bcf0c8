"""The portal on one machine: assets, embedded services, and a supervisor for `make run`."""
