"""The interface is made elsewhere: here is only what starts it."""
from tea import interface

interface().queue().launch(show_error=True)
