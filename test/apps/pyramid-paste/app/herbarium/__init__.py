from pyramid.config import Configurator


def plant(request):
    return {"plant": request.registry.settings["herbarium.plant"]}


def main(global_config, **settings):
    config = Configurator(settings=settings)
    config.add_route("plant", "/plant")
    config.add_view(plant, route_name="plant", renderer="json")
    return config.make_wsgi_app()
