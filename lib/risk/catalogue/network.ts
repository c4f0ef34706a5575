import type { EventsBySource } from '../rule'

/** Who can reach what through the network. */
export const networkEvents: EventsBySource = {
  'apigateway.amazonaws.com': {
    CreateApi: { severity: 'low', why: 'Makes an interface on the internet.', techniques: ['T1136.003'] },
    CreateApiKey: { severity: 'low', why: 'Makes a key for an interface.' },
    CreateIntegration: { severity: 'low', why: 'Decides what an interface calls.', techniques: ['T1136.003'] },
    CreateRestApi: { severity: 'low', why: 'Makes an interface on the internet.' },
    CreateRoute: { severity: 'low', why: 'Adds a path to an interface.', techniques: ['T1136.003'] },
    CreateStage: { severity: 'low', why: 'Makes an interface reachable.', techniques: ['T1136.003'] },
    UpdateRestApi: {
      severity: 'low', why: 'Changes an interface.',
      changes: [
        { to: 'medium', why: 'Its policy changes.', when: [{ path: 'requestParameters..path', is: ['/policy'] }] },
      ],
    },
  },
  'cloudfront.amazonaws.com': {
    CreateDistribution: { severity: 'low', why: 'Makes an entrance for a site.' },
    CreateFunction: { severity: 'low', why: 'Puts code into the path of requests.', techniques: ['T1119'] },
    DeleteDistribution: { severity: 'medium', why: 'Removes an entrance for a site.' },
    PublishFunction: { severity: 'medium', why: 'Code in the path of requests goes live.', techniques: ['T1119'] },
    UpdateDistribution: { severity: 'low', why: 'Changes where a site’s requests go.', techniques: ['T1119'] },
  },
  'directconnect.amazonaws.com': {
    CreateConnection: { severity: 'medium', why: 'Orders a line into the network.' },
    CreatePrivateVirtualInterface: { severity: 'medium', why: 'Connects a line to a network.' },
  },
  'ec2.amazonaws.com': {
    AcceptTransitGatewayVpcAttachment: { severity: 'medium', why: 'Lets another network onto the hub.' },
    AcceptVpcPeeringConnection: { severity: 'medium', why: 'Joins two networks.', needsHistory: 'raise to high when the other account is new' },
    AllocateAddress: { severity: 'info', why: 'Reserves a public address.' },
    AssociateAddress: { severity: 'low', why: 'Gives a machine a public address.' },
    AssociateRouteTable: { severity: 'low', why: 'Gives a subnet another routing table.' },
    AttachInternetGateway: { severity: 'medium', why: 'Connects a network to the internet.' },
    AttachVpnGateway: { severity: 'medium', why: 'Connects a VPN to a network.' },
    AuthorizeClientVpnIngress: { severity: 'medium', why: 'Decides what dialled-in people reach.' },
    AuthorizeSecurityGroupEgress: {
      severity: 'low', why: 'Opens ways out of machines.', techniques: ['T1048'],
      changes: [
        { to: 'medium', why: 'Every port to every address.', when: [{ path: 'requestParameters..ipProtocol', is: ['-1'], openBlock: true }] },
      ],
    },
    AuthorizeSecurityGroupIngress: {
      severity: 'medium', why: 'Opens ports to machines.', techniques: ['T1021.004', 'T1021.007', 'T1098'],
      changes: [
        { to: 'high', why: 'Everybody can reach the ports.', values: ['open-ipv4', 'open-ipv6'] },
      ],
    },
    CreateClientVpnEndpoint: { severity: 'medium', why: 'Lets people dial into the network.' },
    CreateCustomerGateway: { severity: 'low', why: 'Names the other end of a VPN.' },
    CreateDefaultSubnet: { severity: 'low', why: 'Makes a subnet with open defaults.' },
    CreateDefaultVpc: { severity: 'medium', why: 'Makes a network with open defaults, often in a region nobody uses.', techniques: ['T1098', 'T1496'] },
    CreateEgressOnlyInternetGateway: { severity: 'low', why: 'Makes a way out to the internet for IPv6.' },
    CreateInstanceConnectEndpoint: { severity: 'medium', why: 'Opens a way to machines without a public address.' },
    CreateInternetGateway: { severity: 'low', why: 'Makes a way to the internet.' },
    CreateNatGateway: { severity: 'low', why: 'Makes a way out to the internet.' },
    CreateNetworkAcl: { severity: 'low', why: 'Makes a new subnet filter.' },
    CreateNetworkAclEntry: {
      severity: 'medium', why: 'Adds a rule to a subnet filter.', techniques: ['T1098', 'T1133'],
      changes: [
        { to: 'high', why: 'The subnet filter lets everybody through.', values: ['acl-allow-all'] },
      ],
    },
    CreateNetworkInsightsPath: { severity: 'low', why: 'Asks whether one machine can reach another.' },
    CreateRoute: {
      severity: 'low', why: 'Sends traffic a new way.', techniques: ['T1074'],
      changes: [
        { to: 'medium', why: 'All traffic takes the new way.', when: [{ path: 'requestParameters.destinationCidrBlock', is: ['0.0.0.0/0'] }] },
      ],
    },
    CreateRouteTable: { severity: 'info', why: 'Makes a routing table.' },
    CreateSecurityGroup: { severity: 'low', why: 'Makes a new set of port rules.', techniques: ['T1021.001', 'T1021.004', 'T1098'] },
    CreateTrafficMirrorFilter: { severity: 'medium', why: 'Says which traffic is copied.', techniques: ['T1074.002'] },
    CreateTrafficMirrorFilterRule: { severity: 'medium', why: 'Says which traffic is copied.', techniques: ['T1074'] },
    CreateTrafficMirrorSession: { severity: 'high', why: 'Copies the traffic of a machine.', techniques: ['T1074'] },
    CreateTrafficMirrorTarget: { severity: 'medium', why: 'Makes a place to copy traffic to.', techniques: ['T1074'] },
    CreateTransitGatewayPeeringAttachment: { severity: 'medium', why: 'Connects the hub to another hub.' },
    CreateTransitGatewayVpcAttachment: { severity: 'low', why: 'Connects a network to the hub.' },
    CreateVpc: { severity: 'info', why: 'Makes a network.' },
    CreateVpcEndpoint: { severity: 'low', why: 'Makes a private way to a service.' },
    CreateVpcEndpointServiceConfiguration: { severity: 'medium', why: 'Offers a private way into this network.' },
    CreateVpcPeeringConnection: { severity: 'medium', why: 'Asks to join two networks.' },
    CreateVpnConnection: { severity: 'medium', why: 'Connects a network to another place.' },
    CreateVpnGateway: { severity: 'low', why: 'Makes an end for a VPN.' },
    DeleteInternetGateway: { severity: 'low', why: 'Removes a way to the internet.' },
    DeleteNatGateway: { severity: 'low', why: 'Removes a way out to the internet.' },
    DeleteNetworkAcl: { severity: 'medium', why: 'Removes a subnet filter.', techniques: ['T1562.007'] },
    DeleteNetworkAclEntry: { severity: 'medium', why: 'Removes a rule from a subnet filter.', techniques: ['T1562.001', 'T1562.004'] },
    DeleteRoute: { severity: 'low', why: 'Removes a way for traffic.' },
    DeleteRouteTable: { severity: 'low', why: 'Removes a routing table.' },
    DeleteSecurityGroup: { severity: 'low', why: 'Removes a set of port rules.' },
    DeleteVpc: { severity: 'low', why: 'Removes a network.' },
    DeleteVpcEndpoints: { severity: 'low', why: 'Removes private ways to services.' },
    DetachInternetGateway: { severity: 'low', why: 'Cuts a network off from the internet.' },
    DisassociateAddress: { severity: 'info', why: 'Takes a public address from a machine.' },
    DisassociateRouteTable: { severity: 'low', why: 'Takes a routing table from a subnet.' },
    EnableAddressTransfer: { severity: 'high', why: 'Hands a public address to another account.', techniques: ['T1496'] },
    ModifyNetworkInterfaceAttribute: {
      severity: 'low', why: 'Changes a network card.',
      changes: [
        { to: 'medium', why: 'The card may pass on traffic of others.', values: ['source-dest-check-off'] },
        { to: 'medium', why: 'Its security groups change.', when: [{ path: 'requestParameters.groupSet', present: true }] },
      ],
    },
    ModifySecurityGroupRules: {
      severity: 'medium', why: 'Changes open ports.',
      changes: [
        { to: 'high', why: 'Everybody can reach the ports.', values: ['open-ipv4', 'open-ipv6'] },
      ],
    },
    ModifySubnetAttribute: {
      severity: 'low', why: 'Changes a subnet.',
      changes: [
        { to: 'medium', why: 'New machines get public addresses.', values: ['public-ip-on-launch'] },
      ],
    },
    ModifyTrafficMirrorSession: { severity: 'medium', why: 'Changes which traffic is copied to where.' },
    ModifyVpcAttribute: { severity: 'low', why: 'Changes name resolution of a network.' },
    ModifyVpcBlockPublicAccessOptions: { severity: 'high', why: 'Changes the block on internet access of networks.' },
    ModifyVpcEndpoint: { severity: 'medium', why: 'Changes a private way, its policy included.' },
    ModifyVpcEndpointServicePermissions: { severity: 'medium', why: 'Decides which accounts may connect privately.' },
    ReplaceNetworkAclAssociation: { severity: 'medium', why: 'Puts a subnet under another filter.' },
    ReplaceNetworkAclEntry: {
      severity: 'medium', why: 'Changes a rule of a subnet filter.',
      changes: [
        { to: 'high', why: 'The subnet filter lets everybody through.', values: ['acl-allow-all'] },
      ],
    },
    ReplaceRoute: { severity: 'medium', why: 'Sends traffic another way.' },
    ReplaceRouteTableAssociation: { severity: 'low', why: 'Gives a subnet another routing table.' },
    RevokeSecurityGroupEgress: { severity: 'info', why: 'Closes ways out of machines.' },
    RevokeSecurityGroupIngress: { severity: 'low', why: 'Closes ports to machines.' },
  },
  'elasticache.amazonaws.com': {
    AuthorizeCacheSecurityGroupIngress: { severity: 'medium', why: 'Opens a cache to addresses.' },
    CreateCacheSecurityGroup: { severity: 'low', why: 'Makes a set of address rules for caches.' },
    DeleteCacheSecurityGroup: { severity: 'low', why: 'Removes a set of address rules for caches.' },
    RevokeCacheSecurityGroupIngress: { severity: 'low', why: 'Closes a cache to addresses.' },
  },
  'elasticloadbalancing.amazonaws.com': {
    ApplySecurityGroupsToLoadBalancer: { severity: 'medium', why: 'Changes the port rules of a load balancer.' },
    CreateListener: { severity: 'low', why: 'Opens a port of a load balancer.' },
    CreateLoadBalancer: {
      severity: 'low', why: 'Makes an entrance for traffic.',
      changes: [
        { to: 'medium', why: 'The entrance is reachable from the internet.', values: ['internet-facing'] },
      ],
    },
    CreateRule: { severity: 'low', why: 'Sends some requests elsewhere.', techniques: ['T1578'] },
    DeleteLoadBalancer: { severity: 'medium', why: 'Removes an entrance for traffic.' },
    ModifyListener: {
      severity: 'low', why: 'Changes a port of a load balancer.',
      needsHistory: 'raise to medium when protocol falls from HTTPS to HTTP',
    },
    SetSecurityGroups: { severity: 'medium', why: 'Changes the port rules of a load balancer.' },
    SetWebAcl: { severity: 'medium', why: 'Changes the request filter of a load balancer.' },
  },
  'lightsail.amazonaws.com': {
    OpenInstancePublicPorts: { severity: 'medium', why: 'Opens ports of a machine.' },
    PutInstancePublicPorts: { severity: 'medium', why: 'Sets the open ports of a machine.' },
  },
  'network-firewall.amazonaws.com': {
    DeleteFirewall: { severity: 'high', why: 'Removes a network firewall.' },
    DeleteRuleGroup: { severity: 'medium', why: 'Removes rules of a network firewall.' },
    UpdateFirewallDeleteProtection: { severity: 'medium', why: 'Changes whether a firewall can be deleted.' },
    UpdateFirewallPolicy: { severity: 'medium', why: 'Changes what a network firewall lets through.' },
  },
  'rds.amazonaws.com': {
    AuthorizeDBSecurityGroupIngress: {
      severity: 'medium', why: 'Opens a database to addresses.', techniques: ['T1578'],
      changes: [
        { to: 'high', why: 'Everybody can reach the database.', values: ['open-ipv4', 'open-ipv6'] },
      ],
    },
    CreateDBSecurityGroup: { severity: 'low', why: 'Makes a set of address rules for databases.', techniques: ['T1537'] },
    DeleteDBSecurityGroup: { severity: 'low', why: 'Removes a set of address rules for databases.' },
    RevokeDBSecurityGroupIngress: { severity: 'low', why: 'Closes a database to addresses.' },
  },
  'redshift.amazonaws.com': {
    AuthorizeClusterSecurityGroupIngress: {
      severity: 'medium', why: 'Opens a warehouse to addresses.',
      changes: [
        { to: 'high', why: 'Everybody can reach the warehouse.', values: ['open-ipv4', 'open-ipv6'] },
      ],
    },
  },
  'route53.amazonaws.com': {
    AssociateVPCWithHostedZone: { severity: 'medium', why: 'Lets a network see a private zone.' },
    ChangeResourceRecordSets: {
      severity: 'low', why: 'Changes names; traffic or mail may go elsewhere.', techniques: ['T1496'],
      changes: [
        { to: 'medium', why: 'Names are removed.', when: [{ path: 'requestParameters..action', is: ['DELETE'] }] },
        { to: 'medium', why: 'Mail goes another way.', when: [{ path: 'requestParameters..type', is: ['MX'] }] },
      ],
      needsHistory: 'raise to medium when the record is the zone’s apex',
    },
    CreateHostedZone: { severity: 'low', why: 'Makes a zone of names.', techniques: ['T1496'] },
    CreateVPCAssociationAuthorization: { severity: 'medium', why: 'Lets another account look names up.' },
    DeleteHostedZone: { severity: 'medium', why: 'Removes a zone of names.' },
    DisableHostedZoneDNSSEC: { severity: 'medium', why: 'Stops signing a zone.' },
  },
  'route53domains.amazonaws.com': {
    DisableDomainTransferLock: { severity: 'high', why: 'Allows a domain to be moved away.' },
    RegisterDomain: { severity: 'medium', why: 'Buys a domain.', techniques: ['T1496'] },
    TransferDomainToAnotherAwsAccount: { severity: 'critical', why: 'Hands a domain to another account.' },
    UpdateDomainContact: { severity: 'medium', why: 'Changes to whom a name belongs.' },
    UpdateDomainNameservers: { severity: 'high', why: 'Hands the names of a domain to other servers.' },
  },
  'route53resolver.amazonaws.com': {
    AssociateResolverRule: { severity: 'medium', why: 'Names are looked up elsewhere.' },
    CreateResolverRule: { severity: 'medium', why: 'Names are looked up elsewhere.' },
    DeleteFirewallRule: { severity: 'medium', why: 'Removes a rule against bad names.' },
    DeleteFirewallRuleGroup: { severity: 'high', why: 'Forbidden names can be looked up again.', techniques: ['T1562.007'] },
    DeleteResolverQueryLogConfig: { severity: 'high', why: 'Stops recording name lookups.' },
    DisassociateFirewallRuleGroup: { severity: 'high', why: 'Forbidden names can be looked up again.', techniques: ['T1562.007'] },
    DisassociateResolverQueryLogConfig: { severity: 'high', why: 'Stops recording name lookups of a network.' },
  },
  'shield.amazonaws.com': {
    DeleteProtection: { severity: 'high', why: 'Takes protection against floods off a resource.' },
  },
  'wafv2.amazonaws.com': {
    DeleteIPSet: { severity: 'medium', why: 'Removes a list of addresses that a filter uses.' },
    DeleteRuleGroup: { severity: 'medium', why: 'Removes rules of a filter.', techniques: ['T1562.007'] },
    DeleteWebACL: { severity: 'high', why: 'Removes the filter in front of a site.', techniques: ['T1562.007'] },
    DisassociateWebACL: { severity: 'high', why: 'Takes the filter off a site.' },
    UpdateIPSet: { severity: 'medium', why: 'Changes which addresses a filter allows or blocks.', techniques: ['T1562.007'] },
    UpdateRuleGroup: { severity: 'low', why: 'Changes rules of a filter.' },
    UpdateWebACL: { severity: 'medium', why: 'Changes the filter in front of a site.' },
  },
}
