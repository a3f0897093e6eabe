from dash import Dash, dcc, html

app = Dash(__name__, title="Rainfall")
server = app.server
app.layout = html.Div([html.H1("Rainfall"), dcc.Graph(figure={"data": [{"x": [1, 2], "y": [3, 4], "type": "bar"}]})])

if __name__ == "__main__":
    app.run(debug=True)
