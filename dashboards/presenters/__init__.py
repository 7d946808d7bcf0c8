"""What pages across rooms say and draw, as pure functions."""
