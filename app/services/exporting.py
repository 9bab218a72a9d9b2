"""Writing what the user asked to have as a file."""

from contextlib import contextmanager

from app.errors import UserError


def picture_file(path):
    """Around the drawing of ``path``: a disk or folder that refuses it is told in a sentence."""
    return written_file(path, "picture")


@contextmanager
def written_file(path, what="file"):
    """Around the writing of ``path``; ``what`` it is stands in the sentence."""
    try:
        yield
    except OSError as error:
        title = f"The {what} “{path}” cannot be written: {error.strerror}."
        raise UserError(title, "Choose another file name or folder.") from error
