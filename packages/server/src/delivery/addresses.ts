import { lookup } from "node:dns";
import { BlockList, isIP, type LookupFunction } from "node:net";

/** Addresses that lie within somebody's own network, or nowhere. Source: IANA special-purpose address registries (RFC 6890); embedded IPv4 (RFC 6052, RFC 3056). */
const own = new BlockList();
for (const [network, prefix] of [
  ["0.0.0.0", 8],
  ["10.0.0.0", 8],
  ["100.64.0.0", 10],
  ["127.0.0.0", 8],
  ["169.254.0.0", 16],
  ["172.16.0.0", 12],
  ["192.0.0.0", 24],
  ["192.168.0.0", 16],
  ["198.18.0.0", 15],
  ["224.0.0.0", 4],
  ["240.0.0.0", 4],
] as const) own.addSubnet(network, prefix, "ipv4");
for (const [network, prefix] of [
  ["::", 96],
  ["64:ff9b::", 96],
  ["64:ff9b:1::", 48],
  ["100::", 64],
  ["2002::", 16],
  ["fc00::", 7],
  ["fe80::", 10],
  ["ff00::", 8],
] as const) own.addSubnet(network, prefix, "ipv6");

/** Tells whether an IP address leads into an own network. What is no address does, to be safe. An IPv4 address written as IPv6 counts as what it is. */
export function isPrivateAddress(address: string): boolean {
  const family = isIP(address);
  return family === 0 || own.check(address, family === 6 ? "ipv6" : "ipv4");
}

/** Why a connection wasn't made. */
export const privateAddress = "EPRIVATE";

/** Looks a name up, and refuses one that leads into an own network. The connection goes to the very address that was judged, so a second answer of the name
 *  server changes nothing. */
export const publicLookup: LookupFunction = (hostname, options, callback) => {
  lookup(hostname, options, (fault, address, family) => {
    const found = Array.isArray(address) ? address.map((each) => each.address) : [address];
    if (fault === null && found.some(isPrivateAddress)) callback(Object.assign(new Error("this name leads into an own network"), { code: privateAddress }), address, family);
    else callback(fault, address, family);
  });
};
