"""Requests for training and technical assistance, providers, offers, clocks."""
