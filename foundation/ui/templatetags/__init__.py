"""The package where Django looks for tag libraries."""
