"""Sentences to read aloud: plain words, some six seconds each."""

PHRASES = (
    "Early in the morning the ferry leaves the harbour, and five of us watch the yellow lights grow small.",
    "My cousin keeps three sheep and a rather noisy goose behind the old bakery on Church Road.",
    "Please put the blue jug on the shelf, then choose a good chair and join the others by the fire.",
    "On Thursday we usually walk to the village, buy fresh bread, and measure how high the river is.",
    "The young doctor said that he would phone again at half past eight, after the train from the south.",
    "Which of these six boxes should we open first, the small brown one or the huge one over there?",
)
