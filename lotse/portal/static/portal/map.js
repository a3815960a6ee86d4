// The town's own map beside a question for a place. Nothing is fetched before somebody opens it
// or comes back to a mark; words are enough.
(() => {
  "use strict";
  const STEP = 24; // pixels a button or an arrow key moves the marker
  const WAYS = { north: [0, -STEP], south: [0, STEP], west: [-STEP, 0], east: [STEP, 0] };
  const KEYS = { ArrowUp: "north", ArrowDown: "south", ArrowLeft: "west", ArrowRight: "east" };

  const loaded = {};
  const load = address => loaded[address] ||= new Promise((done, failed) => {
    const isStyle = address.split("?")[0].endsWith(".css");
    const part = document.createElement(isStyle ? "link" : "script");
    if (isStyle) { part.rel = "stylesheet"; part.href = address; } else part.src = address;
    part.onload = done;
    part.onerror = () => { part.remove(); delete loaded[address]; failed(new Error(address)); };
    document.head.append(part);
  });

  async function open(box) {
    const state = box.querySelector("[data-map-state]");
    try {
      const [ground] = await Promise.all([
        fetch(box.dataset.ground).then(answer => { if (!answer.ok) throw new Error(answer.status); return answer.json(); }),
        ...box.dataset.loads.split(" ").map(load),
      ]);
      draw(box, state, ground);
    } catch {
      state.textContent = box.dataset.lost;
      box.addEventListener("toggle", () => { if (box.open) open(box); }, { once: true });
    }
  }

  function draw(box, state, { map: town, tiles, source }) {
    const L = window.L, canvas = box.querySelector("[data-map-canvas]");
    const [west, south, east, north] = town.bbox, edge = L.latLngBounds([south, west], [north, east]);
    const map = L.map(canvas, { scrollWheelZoom: false, zoomControl: false, zoomSnap: .25, maxBounds: edge.pad(.2), maxZoom: 18 });
    map.attributionControl.setPrefix(false);
    L.control.zoom({ zoomInTitle: box.dataset.in, zoomOutTitle: box.dataset.out }).addTo(map);
    map.fitBounds(edge);
    map.setMinZoom(map.getZoom());
    if (tiles) L.tileLayer(tiles, { attribution: source.replace(/[<>&]/g, "") }).addTo(map);
    const isDrawn = feature => !tiles || feature.properties.kind === "town";
    L.geoJSON(town, {
      filter: isDrawn, interactive: false,
      style: feature => ({ className: `lo-townmap__${feature.properties.kind}` }),
      pointToLayer: (feature, at) => L.circleMarker(at, { radius: 5, interactive: false, className: "lo-townmap__place" }),
      onEachFeature: (feature, layer) => {
        if (!feature.properties.name || feature.properties.kind === "town") return;
        const name = document.createElement("span");
        name.textContent = feature.properties.name;
        layer.bindTooltip(name, { permanent: true, direction: feature.geometry.type === "Point" ? "top" : "center", className: "lo-townmap__name" });
      },
    }).addTo(map);

    const form = box.closest("form"), lat = form.elements[`${box.dataset.map}-lat`], lon = form.elements[`${box.dataset.map}-lon`];
    const icon = L.divIcon({ className: "lo-townmap__pin", iconSize: [44, 44], iconAnchor: [22, 44] });
    let marker = null;

    function put(at, quiet) {
      const inside = L.latLng(Math.min(north, Math.max(south, at.lat)), Math.min(east, Math.max(west, at.lng)));
      if (!marker) {
        marker = L.marker(inside, { icon, draggable: true, autoPan: true }).addTo(map);
        marker.getElement().setAttribute("aria-label", box.dataset.pin);
        marker.on("dragend", () => put(marker.getLatLng()));
        marker.getElement().addEventListener("keydown", event => {
          if (!KEYS[event.key]) return;
          event.preventDefault();
          event.stopPropagation();
          move(KEYS[event.key]);
        });
      }
      marker.setLatLng(inside);
      if (!map.getBounds().contains(inside)) map.panTo(inside);
      write(inside.lat.toFixed(6), inside.lng.toFixed(6));
      tell(`${box.dataset.near} ${nearest(inside)}`, quiet);
    }
    function move(way) {
      put(marker ? map.containerPointToLatLng(map.latLngToContainerPoint(marker.getLatLng()).add(WAYS[way])) : map.getCenter());
    }
    function remove() {
      marker?.remove();
      marker = null;
      write("", "");
      tell(box.dataset.none);
    }
    function write(north, east) {
      lat.value = north;
      lon.value = east;
      lat.dispatchEvent(new Event("input", { bubbles: true }));
    }
    function tell(text, quiet) {
      state.textContent = text;
      if (!quiet) window.lotse?.say(text);
    }
    function nearest(at) {
      const here = map.latLngToLayerPoint(at);
      let found = "", least = Infinity;
      for (const { properties, geometry } of town.features) {
        if (!properties.name || properties.kind === "town") continue;
        const line = geometry.type === "Point" ? [geometry.coordinates] : geometry.type === "Polygon" ? geometry.coordinates[0] : geometry.coordinates;
        const points = line.map(([x, y]) => map.latLngToLayerPoint([y, x]));
        points.forEach((point, index) => {
          const far = L.LineUtil.pointToSegmentDistance(here, point, points[index + 1] || point);
          if (far < least) { least = far; found = properties.name; }
        });
      }
      return found;
    }

    map.on("click", event => put(event.latlng));
    box.querySelectorAll("[data-map-do]").forEach(button => button.addEventListener("click", () => {
      const deed = button.dataset.mapDo;
      if (deed === "remove") remove(); else if (deed === "set") put(map.getCenter()); else move(deed);
    }));
    if (lat.value && lon.value) put(L.latLng(Number(lat.value), Number(lon.value)), true); else state.textContent = box.dataset.none;
    canvas.dataset.drawn = "1";
  }

  document.querySelectorAll("[data-map]").forEach(box => {
    box.hidden = false;
    box.addEventListener("toggle", () => open(box), { once: true });
    box.open = Boolean(box.closest("form").elements[`${box.dataset.map}-lat`].value); // a mark is not hidden from whoever set it
  });
})();
