import gradio as gr


def strength(minutes):
    return "strong" if minutes > 4 else "mild"


def interface():
    return gr.Interface(fn=strength, inputs=gr.Slider(1, 10), outputs="text", title="Tea")
