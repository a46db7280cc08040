<%@ page contentType="text/html; charset=UTF-8" session="false" %>
<%--
  The view of the page of one mirrored room. Its model is the request attribute "view", made by MirrorsView: maps, lists and texts, none of them escaped yet.
--%>
<%@ taglib uri="http://java.sun.com/jsp/jstl/core" prefix="c" %>
<%@ taglib uri="http://java.sun.com/jsp/jstl/fmt" prefix="fmt" %>
<c:if test="${empty view}">
  <%-- Asked for directly, without its controller. --%>
  <c:redirect url="federationsuite-mirror.jsp"/>
</c:if>
<!DOCTYPE html>
<html>
<head>
  <title><fmt:message key="mirror.title"/></title>
  <meta name="pageID" content="federationsuite-mirrors"/>
  <link rel="stylesheet" type="text/css" href="style/federationsuite.css"/>
  <script src="script/federationsuite.js" defer="defer"></script>
</head>
<body>

<%@ include file="federationsuite-notices.jspf" %>

<c:choose>
<c:when test="${not view.running}">
  <%@ include file="federationsuite-not-running.jspf" %>
</c:when>
<c:otherwise>

  <p><a href="federationsuite-mirrors.jsp"><fmt:message key="mirror.back"/></a></p>

  <c:choose>
  <c:when test="${not view.found}">
    <h2 class="federationsuite-domain"><c:out value="${view.asked}"/></h2>
    <p><fmt:message key="mirror.unknown"/></p>
  </c:when>
  <c:otherwise>
    <h2 class="federationsuite-domain"><c:out value="${view.room.room}"/></h2>

    <h2 class="jive-contentBoxHeader"><fmt:message key="mirror.links"/></h2>
    <div class="jive-contentBox" data-live-source="<c:out value="${view.live}"/>">
      <table class="federationsuite federationsuite-facts" id="facts">
        <tbody>
        <tr><th scope="row"><fmt:message key="mirrors.column.side"/></th><td><fmt:message key="mirrors.side.${view.room.side}"/></td></tr>
        <tr><th scope="row"><fmt:message key="mirror.mode"/></th><td><fmt:message key="mirrors.mode.${view.room.mode}"/></td></tr>
        <tr><th scope="row"><fmt:message key="mirror.dialect"/></th><td id="dialect"><fmt:message key="mirror.dialect.${view.room.dialect}"/><c:if test="${not empty view.room.found}"><p><fmt:message key="mirror.dialect.found.${view.room.found}"/></p></c:if></td></tr>
        <c:if test="${view.room.side eq 'mirror'}">
          <tr><th scope="row"><fmt:message key="mirror.transparent"/></th><td><c:out value="${view.room.transparent}"/></td></tr>
          <tr><th scope="row"><fmt:message key="mirror.kept"/></th><td data-live="<c:out value="${view.room.key}"/>.kept"><c:out value="${view.room.kept}"/></td></tr>
        </c:if>
        </tbody>
      </table>
      <table class="federationsuite" id="links">
        <thead>
        <tr>
          <th scope="col"><fmt:message key="mirror.other"/></th>
          <th scope="col"><fmt:message key="mirrors.column.state"/></th>
          <th scope="col"><fmt:message key="mirror.mirrored"/></th>
          <th scope="col"><fmt:message key="mirrors.column.crossed"/></th>
          <th scope="col"><fmt:message key="mirrors.column.plain"/></th>
          <th scope="col"><fmt:message key="mirrors.column.saved"/></th>
        </tr>
        </thead>
        <tbody>
        <c:forEach items="${view.branches}" var="branch">
          <tr>
            <th scope="row"><c:out value="${branch.domain}"/></th>
            <td><span class="federationsuite-link-<c:out value="${branch.state}"/>" data-live="<c:out value="${branch.key}"/>.state" data-live-class="<c:out value="${branch.key}"/>.look"><fmt:message key="mirrors.state.${branch.state}"/></span></td>
            <td data-live="<c:out value="${branch.key}"/>.occupants"><c:out value="${branch.occupants}"/></td>
            <td class="federationsuite-amount"><span data-live="<c:out value="${branch.key}"/>.crossed"><c:out value="${branch.crossed}"/></span>
              <p><span data-live="<c:out value="${branch.key}"/>.crossedStanzas"><c:out value="${branch.crossedStanzas}"/></span> <fmt:message key="mirrors.stanzas"/></p></td>
            <td class="federationsuite-amount"><span data-live="<c:out value="${branch.key}"/>.plain"><c:out value="${branch.plain}"/></span>
              <p><span data-live="<c:out value="${branch.key}"/>.plainStanzas"><c:out value="${branch.plainStanzas}"/></span> <fmt:message key="mirrors.stanzas"/></p></td>
            <td class="federationsuite-amount" data-live="<c:out value="${branch.key}"/>.saved"><c:out value="${branch.saved}"/></td>
          </tr>
        </c:forEach>
        </tbody>
      </table>
      <c:forEach items="${view.charts}" var="chart">
        <%@ include file="federationsuite-chart.jspf" %>
      </c:forEach>
    </div>

    <h2 class="jive-contentBoxHeader"><fmt:message key="mirror.occupants"/></h2>
    <div class="jive-contentBox">
      <c:if test="${view.room.side eq 'master'}"><p><fmt:message key="mirror.occupants.intro"/></p></c:if>
      <table class="federationsuite" id="occupants">
        <thead>
        <tr>
          <th scope="col"><fmt:message key="mirror.nick"/></th>
          <th scope="col"><fmt:message key="mirror.affiliation"/></th>
          <th scope="col"><fmt:message key="mirror.role"/></th>
          <th scope="col"><fmt:message key="mirror.address"/></th>
          <th scope="col"><fmt:message key="mirror.through"/></th>
        </tr>
        </thead>
        <tbody>
        <c:forEach items="${view.occupants}" var="occupant">
          <tr>
            <th scope="row"><c:out value="${occupant.nick}"/><c:if test="${occupant.state ne 'present'}"><p class="federationsuite-plain"><fmt:message key="mirror.state.${occupant.state}"/></p></c:if></th>
            <td><c:out value="${occupant.affiliation}"/></td>
            <td><c:out value="${occupant.role}"/></td>
            <td class="federationsuite-domain"><c:out value="${occupant.address}"/></td>
            <td class="federationsuite-domain"><c:out value="${occupant.through}"/></td>
          </tr>
        </c:forEach>
        </tbody>
      </table>
      <%@ include file="federationsuite-paging.jspf" %>
    </div>

    <h2 class="jive-contentBoxHeader"><fmt:message key="mirrors.settings.title"/></h2>
    <div class="jive-contentBox">
      <ul>
        <c:forEach items="${view.settings}" var="scope">
          <li><fmt:message key="mirrors.scope.${scope.kind}"/>: <a href="<c:out value="${scope.link}"/>"><c:out value="${scope.name}"/></a></li>
        </c:forEach>
      </ul>
      <p><a href="<c:out value="${view.trace}"/>"><fmt:message key="mirror.trace"/></a></p>
    </div>

    <c:if test="${view.room.side eq 'mirror'}">
      <h2 class="jive-contentBoxHeader"><fmt:message key="mirror.close"/></h2>
      <div class="jive-contentBox">
        <p><fmt:message key="mirror.close.intro"/></p>
        <form action="federationsuite-mirror.jsp" method="post" class="federationsuite-fields" id="close">
          <input type="hidden" name="csrf" value="<c:out value="${view.csrf}"/>"/>
          <input type="hidden" name="action" value="close"/>
          <input type="hidden" name="side" value="mirror"/>
          <input type="hidden" name="room" value="<c:out value="${view.room.room}"/>"/>
          <p>
            <label for="reason"><fmt:message key="mirror.reason"/></label>
            <input type="text" id="reason" name="reason" size="60" maxlength="<c:out value="${view.longest}"/>" value="<c:out value="${view.typed.reason}"/>"/>
          </p>
          <button type="submit"><fmt:message key="mirror.close.send"/></button>
        </form>
      </div>
    </c:if>
    <c:if test="${view.room.side eq 'master'}">
      <h2 class="jive-contentBoxHeader"><fmt:message key="mirror.send-away"/></h2>
      <div class="jive-contentBox">
        <p><fmt:message key="mirror.send-away.intro"/></p>
        <form action="federationsuite-mirror.jsp" method="post" class="federationsuite-fields" id="send-away">
          <input type="hidden" name="csrf" value="<c:out value="${view.csrf}"/>"/>
          <input type="hidden" name="action" value="send-away"/>
          <input type="hidden" name="side" value="master"/>
          <input type="hidden" name="room" value="<c:out value="${view.room.room}"/>"/>
          <p>
            <label for="domain"><fmt:message key="mirror.send-away.mirror"/></label>
            <select id="domain" name="domain">
              <c:forEach items="${view.branches}" var="branch"><option value="<c:out value="${branch.domain}"/>"><c:out value="${branch.domain}"/></option></c:forEach>
            </select>
          </p>
          <p>
            <label for="reason"><fmt:message key="mirror.reason"/></label>
            <input type="text" id="reason" name="reason" size="60" maxlength="<c:out value="${view.longest}"/>" value="<c:out value="${view.typed.reason}"/>"/>
          </p>
          <button type="submit"><fmt:message key="mirror.send-away.send"/></button>
        </form>
      </div>
    </c:if>
  </c:otherwise>
  </c:choose>

</c:otherwise>
</c:choose>

</body>
</html>
