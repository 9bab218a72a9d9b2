"""What a speaker agrees to before being enrolled, in words that window, command line and gallery share."""

from app.said import marked

TEXT_VERSION = "1"  # another wording needs another one
TEXT = marked(
    "The speaker agrees that recordings of their voice, and a template made from them, are kept on this computer for "
    "this purpose: {purpose}. They may withdraw at any time; all of it is then deleted."
)
PURPOSES = (marked("Verification"), marked("Identification"), marked("Research"), marked("Forensic comparison"))
