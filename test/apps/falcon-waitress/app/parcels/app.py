import falcon


class Parcel:
    def on_get(self, request, response, number):
        response.media = {"parcel": number, "state": "on its way"}


def create():
    app = falcon.App()
    app.add_route("/parcels/{number}", Parcel())
    return app


application = create()
