"""What the arguments of several commands may be."""

import argparse


def positive(text):
    if not (text.isdecimal() and int(text)):
        raise argparse.ArgumentTypeError(f"“{text}” must be a number from 1")
    return int(text)
