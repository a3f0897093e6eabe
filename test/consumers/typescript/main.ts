import { App } from 'cdk8s';
import { Shop } from './shop';

const app = new App();
const shop = new Shop(app, 'shop', { registry: 'registry.example.com', host: 'shop.example.com' });
console.log(shop.web.image);
app.synth();
