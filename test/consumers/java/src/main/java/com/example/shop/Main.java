package com.example.shop;

import org.cdk8s.App;

public final class Main {
    public static void main(final String[] args) {
        final App app = new App();
        final Shop shop = new Shop(app, "shop", "registry.example.com", "shop.example.com");
        System.out.println(shop.getWeb().getImage());
        app.synth();
    }
}
