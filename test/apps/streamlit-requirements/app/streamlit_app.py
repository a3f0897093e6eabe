"""How strong the tea is after some minutes."""
import streamlit as st

st.title("Tea")
minutes = st.slider("Minutes", 1, 10, 3)
st.write(f"After {minutes} minutes: {'strong' if minutes > 4 else 'mild'}")
