"""Writing what the user asked to have as a file."""

from contextlib import contextmanager

from app.errors import UserError


@contextmanager
def picture_file(path):
    """Around the drawing of ``path``: a disk or folder that refuses it is told in a sentence."""
    try:
        yield
    except OSError as error:
        title = f"The picture “{path}” cannot be written: {error.strerror}."
        raise UserError(title, "Choose another file name or folder.") from error
