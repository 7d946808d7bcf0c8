"""Kinds of files the portal stores, and the states of the virus scan."""

from django.db.models import TextChoices


class ScanState(TextChoices):
    """The result of the virus scan; only a clean or an unscanned file can be downloaded."""

    PENDING = "pending", "Being checked"
    CLEAN = "clean", "No virus found"
    INFECTED = "infected", "Refused"
    NOT_SCANNED = "not-scanned", "Not scanned for viruses"


READABLE = (ScanState.CLEAN, ScanState.NOT_SCANNED)


class MediaType(TextChoices):
    """The kinds of files that may be stored, by their content; the value is the Content-Type."""

    PDF = "application/pdf", "PDF"
    WORD = (
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        "Word document",
    )
    EXCEL = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "Excel workbook"
    POWERPOINT = (
        "application/vnd.openxmlformats-officedocument.presentationml.presentation",
        "PowerPoint presentation",
    )
    PNG = "image/png", "PNG image"
    JPEG = "image/jpeg", "JPEG image"
    WEBP = "image/webp", "WebP image"
    TEXT = "text/plain", "text file"
    CSV = "text/csv", "CSV file"


class SheetType(TextChoices):
    """Spreadsheets that are read and not kept as attachments, beside those of ``MediaType``."""

    OPEN = "application/vnd.oasis.opendocument.spreadsheet", "OpenDocument spreadsheet"


class PackageType(TextChoices):
    """What several files are packed into for a download; no one uploads one."""

    ZIP = "application/zip", "ZIP file"


class PhotoChange(TextChoices):
    """What was changed in a photo before it was stored; the label is for people."""

    CONVERTED = "converted", "converted from HEIC to JPEG"
    FILM = "film", "video part removed"
    LOCATION = "location", "location removed"


ENDINGS: dict[str, MediaType] = {
    ".pdf": MediaType.PDF,
    ".docx": MediaType.WORD,
    ".xlsx": MediaType.EXCEL,
    ".pptx": MediaType.POWERPOINT,
    ".png": MediaType.PNG,
    ".jpg": MediaType.JPEG,
    ".jpeg": MediaType.JPEG,
    ".webp": MediaType.WEBP,
    ".txt": MediaType.TEXT,
    ".csv": MediaType.CSV,
}
# Converted to JPEG.
HEIC_ENDINGS = (".heic", ".heif")
# The text for people, in a form and a refusal.
KEPT = "PDF, Word, Excel, PowerPoint, PNG, JPEG, WebP, HEIC, plain text, and CSV"
