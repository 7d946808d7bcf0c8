"""An engagement seen on a day, and drawn."""
