import streamlit as st

st.write("A page of its own, which the program finds by its folder.")
