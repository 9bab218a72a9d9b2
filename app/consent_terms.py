"""What a speaker agrees to before being enrolled, in words that window, command line and gallery share."""

TEXT_VERSION = "1"  # another wording needs another one
TEXT = (
    "The speaker agrees that recordings of their voice, and a template made from them, are kept on this computer for "
    "this purpose: {purpose}. They may withdraw at any time; all of it is then deleted."
)
PURPOSES = ("Verification", "Identification", "Research", "Forensic comparison")
