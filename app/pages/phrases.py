"""Sentences to read aloud: plain words, some six seconds each."""

from app.said import marked

PHRASES = (
    marked("Early in the morning the ferry leaves the harbour, and five of us watch the yellow lights grow small."),
    marked("My cousin keeps three sheep and a rather noisy goose behind the old bakery on Church Road."),
    marked("Please put the blue jug on the shelf, then choose a good chair and join the others by the fire."),
    marked("On Thursday we usually walk to the village, buy fresh bread, and measure how high the river is."),
    marked("The young doctor said that he would phone again at half past eight, after the train from the south."),
    marked("Which of these six boxes should we open first, the small brown one or the huge one over there?"),
)
