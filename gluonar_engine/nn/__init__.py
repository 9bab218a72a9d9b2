"""Hybridizable feature blocks; importing them loads MXNet."""

from gluonar_engine.nn.scaling import PowerToDB, ZScoreNormBlock
from gluonar_engine.nn.spectral import MelSpectrogram, STFTBlock

__all__ = ["MelSpectrogram", "PowerToDB", "STFTBlock", "ZScoreNormBlock"]
