"""Static files in production: under names that change with their content."""

from typing import ClassVar

from whitenoise.storage import CompressedManifestStaticFilesStorage


class StaticFiles(CompressedManifestStaticFilesStorage):  # type: ignore[misc]  # -- whitenoise has no types
    """Whitenoise's files, in which the imports of the portal's own scripts name the changed names, too.

    Django's setting for that looks at every script: it takes a type in a comment of django-htmx for an import of a file,
    and refuses to collect anything.
    """

    patterns: ClassVar = (
        *CompressedManifestStaticFilesStorage.patterns,
        (
            "js/*.js",
            (
                (
                    r"""(?P<matched>(?P<verb>from|import) "(?P<url>\./[^"]+)";)""",
                    '%(verb)s "%(url)s";',
                ),
            ),
        ),
    )
