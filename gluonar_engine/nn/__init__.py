"""Hybridizable feature blocks; importing them loads MXNet."""

from gluonar_engine.nn.cepstral import DCT1D, MFCC
from gluonar_engine.nn.kaldi import KaldiFbank
from gluonar_engine.nn.scaling import PowerToDB, ZScoreNormBlock
from gluonar_engine.nn.sinc import SincConv1D
from gluonar_engine.nn.spectral import MelSpectrogram, STFTBlock

__all__ = ["DCT1D", "MFCC", "KaldiFbank", "MelSpectrogram", "PowerToDB", "STFTBlock", "SincConv1D", "ZScoreNormBlock"]
