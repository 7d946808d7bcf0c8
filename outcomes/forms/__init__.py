"""Forms of the pages of outcomes: they validate what people enter and save nothing."""

from outcomes.forms.imports import ColumnsForm, PickForm, ReviewForm, UploadForm, ZerosForm

__all__ = ["ColumnsForm", "PickForm", "ReviewForm", "UploadForm", "ZerosForm"]
