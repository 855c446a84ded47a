import 'virtual:palette.css';
import '../small/small.css';
