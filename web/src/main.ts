import '@fontsource-variable/noto-sans-sc/index.css';
import './ui/wall.css';
import { start } from './app/start.ts';

start();
